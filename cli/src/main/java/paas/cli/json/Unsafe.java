package paas.cli.json;

/** Which characters can make text on a terminal look like other text, or do more than show it. */
public final class Unsafe {
  private Unsafe() {}

  /** Controls (C0, DEL, C1), line separators and the bidi controls (Unicode, UAX 9 section 2). */
  public static boolean is(int c) {
    return c < ' '
        || (c >= 0x7f && c < 0xa0)
        || c == 0x061c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
