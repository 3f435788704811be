/** Opens a page by a full load, where nothing rendered for the person before may stay: after signing in or out. */
export function loadPage(path: string): void {
  window.location.assign(path);
}
