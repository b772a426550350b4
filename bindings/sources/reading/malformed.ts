/** A message that cannot be understood; its text is the reason the user is shown. */
export class MalformedMessage extends Error {
  override name = "MalformedMessage";
}
