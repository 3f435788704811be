import { newCoverage, type Picture } from './picture';
import { halvePlane, newHalfPlane } from './scale';

/** Four halvings shrink sixteenfold: more than 1920 px into the smallest thumbnail tile. */
const LEVELS_MAX = 4;
/** A half-size picture must keep at least 2x2 colour samples for bilinear reads. */
const LEVEL_SIZE_MIN = 8;

/** A picture and its halved copies, made when first asked for after each new frame and shared by all who draw it. */
export class SourceLevels {
  #levels: Picture[] = [];
  #fresh = 0;

  /** Call after the bytes of the picture changed, or with another picture. */
  replace(picture: Picture): void {
    const base = this.#levels[0];
    if (base?.width !== picture.width || base.height !== picture.height) this.#levels = [];
    this.#levels[0] = picture;
    this.#fresh = 1;
  }

  get picture(): Picture | undefined {
    return this.#levels[0];
  }

  /** The smallest level that is still at least as large as needed: the rest of the way is less than twofold. */
  forScale(sourcePerOutput: number): Picture | undefined {
    let level = 0;
    while (sourcePerOutput >= 2 ** (level + 1) * 1.001 && level < LEVELS_MAX && this.#canHalve(level))
      level += 1;
    while (this.#fresh <= level) this.#make(this.#fresh);
    return this.#levels[level];
  }

  #canHalve(level: number): boolean {
    const base = this.#levels[0];
    return base !== undefined && Math.min(base.width, base.height) >> (level + 1) >= LEVEL_SIZE_MIN;
  }

  #make(level: number): void {
    const above = this.#levels[level - 1];
    if (!above) return;
    const made = (this.#levels[level] ??= {
      width: above.width >> 1,
      height: above.height >> 1,
      y: newHalfPlane(above.y),
      u: newHalfPlane(above.u),
      v: newHalfPlane(above.v),
    });
    halvePlane(above.y, made.y);
    halvePlane(above.u, made.u);
    halvePlane(above.v, made.v);
    made.coverage = above.coverage && (made.coverage ?? newCoverage(made));
    if (above.coverage && made.coverage) {
      halvePlane(above.coverage.luma, made.coverage.luma);
      halvePlane(above.coverage.chroma, made.coverage.chroma);
    }
    this.#fresh = level + 1;
  }
}
