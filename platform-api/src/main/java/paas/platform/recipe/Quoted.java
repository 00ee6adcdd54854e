package paas.platform.recipe;

/** Bad input in a message: bounded and printable. */
final class Quoted {
  private static final int SHOWN = 60;

  private Quoted() {}

  static String of(String value) {
    String cut = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
