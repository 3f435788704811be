/** GLSL of the WebGL2 renderer. Positions are pixels of the output, y down, as in draw lists. */

/** A rect of the output; the whole of it is 0..1 in `at`. */
export const RECT_VERTEX = `#version 300 es
in vec2 at;
uniform vec2 canvas;
uniform vec4 rect;
uniform vec4 crop;
out vec2 px;
out vec2 texel;
void main() {
  px = at * rect.zw;
  texel = crop.xy + at * crop.zw;
  vec2 place = (rect.xy + px) / canvas * 2.0 - 1.0;
  gl_Position = vec4(place.x, -place.y, 0.0, 1.0);
}`;

/** A picture with rounded corners. Textures are premultiplied. */
export const PICTURE_FRAGMENT = `#version 300 es
precision highp float;
in vec2 px;
in vec2 texel;
uniform vec4 rect;
uniform sampler2D picture;
uniform float level;
uniform float alpha;
uniform float radius;
out vec4 color;
void main() {
  float cover = 1.0;
  if (radius >= 1.0) {
    vec2 inCorner = max(abs(px - rect.zw / 2.0) - rect.zw / 2.0 + radius, 0.0);
    cover = clamp(radius - length(inCorner) + 0.5, 0.0, 1.0);
  }
  color = textureLod(picture, texel, level) * alpha * cover;
}`;

/** A colour, or a ramp from edge to edge as in CSS. Dithered: 8 bits over a dark ramp of 1280 px would show bands. */
export const BACKGROUND_FRAGMENT = `#version 300 es
precision highp float;
in vec2 px;
uniform vec4 rect;
uniform vec3 start;
uniform vec3 end;
uniform vec2 direction;
uniform float alpha;
out vec4 color;
const float BAYER[16] = float[16](
  0.0, 8.0, 2.0, 10.0, 12.0, 4.0, 14.0, 6.0, 3.0, 11.0, 1.0, 9.0, 15.0, 7.0, 13.0, 5.0);
void main() {
  float span = dot(rect.zw, abs(direction));
  float along = dot(px - rect.zw / 2.0, direction) / span + 0.5;
  ivec2 cell = ivec2(px) & 3;
  float dither = (BAYER[cell.y * 4 + cell.x] + 0.5) / 16.0 - 0.5;
  color = vec4(mix(start, end, along) + dither / 255.0, 1.0) * alpha;
}`;

/** The new scene, drawn before into a texture of the canvas's size, over the old one. */
export const MIX_FRAGMENT = `#version 300 es
precision highp float;
in vec2 px;
uniform sampler2D picture;
uniform vec2 edge;
uniform float progress;
out vec4 color;
void main() {
  float share = edge.y > edge.x ? clamp((edge.y - px.x) / (edge.y - edge.x), 0.0, 1.0) : progress;
  color = texelFetch(picture, ivec2(gl_FragCoord.xy), 0) * share;
}`;
