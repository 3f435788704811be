/** Graphics drivers that draw on the CPU. */
const SOFTWARE_GL = /SwiftShader|llvmpipe|softpipe|Basic Render/i;

/** For page and worker alike. Without one, this browser also paints its pages on the CPU. */
export function hasGraphicsCard(): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' && !SOFTWARE_GL.test(name);
}
