/**
 * Beside WHIP, with the publisher's own token, `PUT /whip/{programId}/slate/{slateId}` takes the picture for the time
 * without a source: one H.264 key frame in Annex B (`video/h264`), SLATE_BYTES_MAX at most, of the source's size. 204.
 * In a file without schemas: program workers have no use for those, and they cost each of them memory.
 */
export const SLATE_BYTES_MAX = 160 * 1024;
export const SLATE_CONTENT_TYPE = 'video/h264';
