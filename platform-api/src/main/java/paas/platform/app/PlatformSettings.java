package paas.platform.app;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The platform itself: where it keeps things, where it is reached, and the id that tells its
 * containers from those of another platform on the same machine.
 *
 * @param id 8 hex digits, made once
 * @param home {@code PAAS_HOME}
 * @param domain app {@code shop} is reached at {@code shop.<domain>}
 * @param httpPort where the router listens
 * @param publicHttpPort where browsers reach that, which URLs name
 * @param apiPort where the API listens, on loopback
 * @param dockerSocket the engine's Unix socket
 * @param networkBlock the addresses that apps' networks are cut from, in CIDR notation
 * @param logSource what platform lines carry as their source: {@code paas}
 */
public record PlatformSettings(
    String id,
    Path home,
    String domain,
    int httpPort,
    int publicHttpPort,
    int apiPort,
    Path dockerSocket,
    String networkBlock,
    String logSource) {

  /** The platform's own hostname: its API and git, through the router. */
  public String hostname() {
    return "paas." + domain;
  }

  /**
   * Every source that platform lines may carry: that of the setting, and those of lines that were
   * stored under another one.
   */
  public Set<String> logSources() {
    return Stream.of("paas", "heroku", logSource).collect(Collectors.toUnmodifiableSet());
  }

  /** Where an app is reached from a browser. */
  public String url(AppName app) {
    return "http://" + app + "." + domain + (publicHttpPort == 80 ? "" : ":" + publicHttpPort);
  }
}
