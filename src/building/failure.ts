/** Nothing was built, and what was there before is as it was. The message is a sentence for whoever started the build. */
export class BuildFailure extends Error {
  override readonly name = 'BuildFailure';
}
