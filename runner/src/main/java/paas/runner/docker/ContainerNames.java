package paas.runner.docker;

import java.util.random.RandomGenerator;
import paas.runner.AppKey;
import paas.runner.Scope;

/** Names containers for people: {@code paas-<platform>-<app>-web.1-v7-4k2z9q}. */
final class ContainerNames {
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM_LENGTH = 6;

  private final Scope scope;
  private final RandomGenerator random;

  ContainerNames(Scope scope, RandomGenerator random) {
    this.scope = scope;
    this.random = random;
  }

  /**
   * A fresh name; the random part lets the next incarnation start before the last one is removed.
   */
  String next(AppKey app, String process, long release) {
    var name = new StringBuilder("paas-").append(scope.platform()).append('-');
    name.append(app.name()).append('-').append(process).append("-v").append(release).append('-');
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return name.toString();
  }
}
