package paas.cli.heroku;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.cli.http.Incoming;
import paas.cli.json.Json;
import paas.cli.json.JsonReader;
import paas.cli.json.JsonSyntaxException;
import paas.cli.json.JsonWriter;

/**
 * A child's request for a one-off, as the platform is to be asked.
 *
 * @param attached whether a connection to it is wanted; else the rest says nothing
 * @param plain by pipes, not by a terminal
 * @param marked whether the child waits for a line with the exit code
 */
record RunRequest(String body, boolean attached, boolean plain, boolean marked) {
  /**
   * What {@code run --exit-code} puts behind the command. A command that ends the shell itself
   * never comes to it: the platform tells the code anyway, and the line is written here.
   */
  private static final Pattern MARK =
      Pattern.compile(
          "(.*?) ?; echo \"\uFFFF heroku-command-exit-status: \\$\\?\"", Pattern.DOTALL);

  private static final Pattern PATH = Pattern.compile("/apps/[^/?]+/dynos(\\?.*)?");

  static boolean is(Incoming request) {
    return request.method().equals("POST") && PATH.matcher(request.target()).matches();
  }

  /** {@code terminal} says whether the child has one to read from. */
  static RunRequest of(String body, boolean terminal) {
    if (parsed(body) instanceof Json.Struct wish && wish.at("attach").isTrue()) {
      boolean plain = !terminal || wish.at("force_no_tty").isTrue();
      Matcher marked = MARK.matcher(wish.at("command").text());
      Json.Struct onwards =
          wish.with("attach_protocol", "websocket").with("force_no_tty", Json.of(plain));
      return marked.matches()
          ? attached(onwards.with("command", marked.group(1)), plain, true)
          : attached(onwards, plain, false);
    }
    return new RunRequest(body, false, false, false);
  }

  private static RunRequest attached(Json.Struct onwards, boolean plain, boolean marked) {
    return new RunRequest(JsonWriter.compact(onwards), true, plain, marked);
  }

  /** The line that tells the child an exit code. */
  static String mark(int code) {
    return "\uFFFF heroku-command-exit-status: " + code + "\n";
  }

  /** The platform's answer, naming a place to attach to where the child can. */
  String answered(String json, Rendezvous rendezvous) {
    return attached && parsed(json) instanceof Json.Struct run
        ? JsonWriter.compact(
            run.with("attach_url", rendezvous.offer(run.at("attach_url").text(), this)))
        : json;
  }

  private static Json parsed(String text) {
    try {
      return JsonReader.parse(text);
    } catch (JsonSyntaxException e) {
      return Json.none();
    }
  }
}
