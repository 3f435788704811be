/** A linked shader pair whose uniforms are set by name. */
export class GlProgram {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #places = new Map<string, WebGLUniformLocation | null>();

  /** @throws when the driver refuses the shaders. */
  constructor(gl: WebGL2RenderingContext, vertex: string, fragment: string) {
    this.#gl = gl;
    this.#program = gl.createProgram();
    gl.attachShader(this.#program, compile(gl, gl.VERTEX_SHADER, vertex));
    gl.attachShader(this.#program, compile(gl, gl.FRAGMENT_SHADER, fragment));
    gl.bindAttribLocation(this.#program, 0, 'at');
    gl.linkProgram(this.#program);
    if (!gl.getProgramParameter(this.#program, gl.LINK_STATUS))
      throw new Error(`The graphics driver refused a shader: ${gl.getProgramInfoLog(this.#program) ?? ''}`);
  }

  /** Draws the unit square with these values, numbers as float and arrays as vectors. */
  draw(values: Readonly<Record<string, number | readonly number[]>>): void {
    const gl = this.#gl;
    gl.useProgram(this.#program);
    for (const [name, value] of Object.entries(values)) {
      const place = this.#placeOf(name);
      if (typeof value === 'number') gl.uniform1f(place, value);
      else if (value.length === 2) gl.uniform2fv(place, value);
      else if (value.length === 3) gl.uniform3fv(place, value);
      else gl.uniform4fv(place, value);
    }
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  #placeOf(name: string): WebGLUniformLocation | null {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.#gl.getUniformLocation(this.#program, name);
    this.#places.set(name, place);
    return place;
  }
}

function compile(gl: WebGL2RenderingContext, kind: number, source: string): WebGLShader {
  const shader = gl.createShader(kind);
  if (!shader) throw new Error('The graphics driver makes no shaders.');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}
