package paas.cli.oneoff;

import java.util.regex.Pattern;
import paas.cli.command.Invocation;
import paas.cli.fault.Failure;

/** The name of a one-off, told apart from those of instances: {@code run.4821}. */
public final class RunName {
  private static final Pattern FORM = Pattern.compile("run\\.[1-9][0-9]{3}");

  private RunName() {}

  public static boolean is(String name) {
    return FORM.matcher(name).matches();
  }

  /** The one that the command's only word names. */
  public static String of(Invocation call) {
    return call.word()
        .filter(RunName::is)
        .orElseThrow(() ->
            Failure.usage("Which one-off? Name it, run.4821 say; `paas run:list` has the names."));
  }
}
