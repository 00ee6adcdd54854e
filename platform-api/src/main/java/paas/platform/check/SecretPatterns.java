package paas.platform.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets that can be told by their form alone; few false alarms matter more than completeness. */
final class SecretPatterns {
  private static final int EACH = 5;

  /** {@code hint} is a text that every match contains: most files are passed over by it. */
  private record Form(String what, String hint, Pattern pattern) {}

  private static final List<Form> FORMS =
      List.of(
          new Form(
              "a private key",
              "PRIVATE KEY-----",
              Pattern.compile(
                  "-----BEGIN (?:[A-Z0-9]{2,10} )?PRIVATE KEY-----(?:\\\\n|\\s|[\"'+]){0,12}"
                      + "(?:[A-Za-z-]{2,20}: [^\\n]{0,80}\\s{1,4}){0,4}[A-Za-z0-9+/]{40}")),
          aws("AKIA"),
          aws("ASIA"),
          new Form("a GitHub token", "ghp_", Pattern.compile("\\bghp_[A-Za-z0-9]{36}\\b")),
          new Form("a Stripe key", "sk_live_", Pattern.compile("\\bsk_live_[A-Za-z0-9]{20,99}\\b")),
          new Form(
              "a Slack token",
              "xox",
              Pattern.compile("\\bxox[abpr]-[0-9]{8,15}-[A-Za-z0-9-]{10,99}\\b")),
          new Form(
              "a SendGrid key",
              "SG.",
              Pattern.compile("\\bSG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}\\b")));

  private SecretPatterns() {}

  private static Form aws(String prefix) {
    return new Form(
        "an AWS access key",
        prefix,
        Pattern.compile("\\b" + prefix + "(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}\\b"));
  }

  static List<Fact> look(String path, String text) {
    List<Fact> facts = new ArrayList<>();
    for (Form form : FORMS) {
      if (text.contains(form.hint())) {
        Matcher matcher = form.pattern().matcher(text);
        for (int count = 0; count < EACH && matcher.find(); count++) {
          facts.add(
              new Fact(
                  Fact.Kind.SECRET, path, SourceScan.line(text, matcher.start()), form.what()));
        }
      }
    }
    return facts;
  }
}
