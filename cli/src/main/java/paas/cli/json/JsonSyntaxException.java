package paas.cli.json;

/** The text is not JSON; the message says what is wrong and where. */
public final class JsonSyntaxException extends Exception {
  JsonSyntaxException(String problem, int position) {
    super(problem + " at character " + position);
  }
}
