package paas.cli.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.api.Rollout;
import paas.cli.credentials.Credentials;
import paas.cli.credentials.CredentialsFile;
import paas.cli.fault.Failure;
import paas.cli.git.AppName;
import paas.cli.git.AppRemote;
import paas.cli.git.Repository;
import paas.cli.http.Dialer;
import paas.cli.http.Roots;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;

/**
 * What a command works with: the terminal, the environment, the directory, and the platform once it
 * is asked for.
 */
public final class Session implements AutoCloseable {
  private final Map<String, String> env;
  private final Path directory;
  private final Terminal terminal;
  private final Clock clock;
  private Optional<Platform> platform = Optional.empty();

  public Session(Map<String, String> env, Path directory, Terminal terminal, Clock clock) {
    this.env = Map.copyOf(env);
    this.directory = directory;
    this.terminal = terminal;
    this.clock = clock;
  }

  public Map<String, String> env() {
    return env;
  }

  public Path directory() {
    return directory;
  }

  public Terminal terminal() {
    return terminal;
  }

  public Clock clock() {
    return clock;
  }

  public CredentialsFile credentialsFile() {
    return new CredentialsFile(env);
  }

  public Optional<Repository> repository() {
    return Repository.around(directory, env);
  }

  /** The platform that the credentials in force are for; one connection for the whole command. */
  public Platform platform() {
    if (platform.isEmpty()) {
      platform = Optional.of(platform(credentialsFile().current()));
    }
    return platform.get();
  }

  /** A platform by other credentials than those in force; the caller closes it. */
  public Platform platform(Credentials credentials) {
    return new Platform(
        new Dialer(Roots.of(env)),
        credentials,
        "paas/" + Version.TEXT,
        warning -> terminal.alert(Style.YELLOW, warning));
  }

  public Rollout rollout() {
    return new Rollout(platform(), terminal);
  }

  /** The app that is meant: --app, --remote, PAAS_APP, or the git remote here. */
  public String app(Invocation call) {
    Optional<String> named = call.option("--app");
    if (named.isPresent()) {
      return AppName.require(named.get());
    }
    Optional<String> remote = call.option("--remote");
    if (remote.isPresent()) {
      return AppRemote.named(remote.get(), remotes());
    }
    String fromEnv = env.getOrDefault("PAAS_APP", "");
    if (!fromEnv.isEmpty()) {
      return AppName.require(fromEnv);
    }
    return AppRemote.guess(remotes(), platform().url())
        .orElseThrow(() ->
            Failure.usage(
                "Which app? Name it with --app NAME, or run this in a git repository with the remote"
                    + " 'paas' (paas git:remote --app NAME adds it)."));
  }

  private Map<String, String> remotes() {
    return repository().map(Repository::remotes).orElse(Map.of());
  }

  @Override
  public void close() {
    platform.ifPresent(Platform::close);
  }
}
