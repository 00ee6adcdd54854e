package paas.cli.git;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;

/** Changes a repository's configuration by running git, with arguments that no shell sees. */
public final class Git {
  private final Path directory;

  public Git(Path directory) {
    this.directory = directory;
  }

  /** Makes the remote lead to the URL, and git ask paas for the platform's credentials. */
  public void setUpRemote(String remote, String url, String platformUrl, boolean exists) {
    if (exists) {
      run("remote", "set-url", remote, url);
    } else {
      run("remote", "add", remote, url);
    }
    // An empty helper first: the user's own helpers must neither be asked for this token nor store
    // it.
    String key = "credential." + platformUrl + ".helper";
    run("config", "--replace-all", key, "");
    run("config", "--add", key, "!paas git-credential");
  }

  public void removeRemote(String remote) {
    run("remote", "remove", remote);
  }

  private void run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(Redirect.PIPE)
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw Failure.of(ExitCode.FAILED, "git " + arguments[0] + " failed: " + output.strip());
      }
    } catch (IOException e) {
      throw Failure.of(ExitCode.FAILED, "Cannot run git: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(ExitCode.INTERRUPTED, "Interrupted while git was running.");
    }
  }
}
