/** Labels of the data channels that clients and server use, as LiveKit names them. */
export const RELIABLE = '_reliable';
export const LOSSY = '_lossy';
