// No syntax younger than Node 12 in this file: an old Node must get as far as the message.

/** Ends the process with one clear line when this Node is too old. Keep in step with `engines` in package.json. */
export function assertNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isFit = major >= 24 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (isFit) return;
  console.error(
    `Stream Buddy needs Node.js 20.19 or later, 22.12 or later, or 24 (this is ${process.versions.node}). Get it from https://nodejs.org.`,
  );
  process.exit(1);
}
