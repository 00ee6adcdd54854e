package paas.runner.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import paas.runner.Limits;
import paas.runner.Sandbox;
import paas.runner.TerminalSize;

/**
 * The host's side of every container: no capabilities, no new privileges, the engine's own seccomp
 * profile, hard limits, nothing published, nothing of the host mounted but the app's own volumes,
 * never restarted by the engine. No user input reaches it but limits and what its own file system
 * is like.
 */
final class Hardening {
  private static final double NANOS = 1e9;

  /** The kernel kills apps before the platform and the engine when the host's memory runs out. */
  private static final int KILLED_FIRST = 500;

  private Hardening() {}

  static HostConfig hostConfig(Limits limits, Sandbox sandbox, String networkId, Wiring wiring) {
    HostConfig config =
        HostConfig.newHostConfig()
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges"))
            .withPrivileged(false)
            .withInit(true)
            .withMemory(limits.memoryBytes())
            .withMemorySwap(limits.memoryBytes())
            .withNanoCPUs(Math.round(limits.cpus() * NANOS))
            .withPidsLimit((long) limits.pids())
            .withReadonlyRootfs(sandbox.readOnlyRoot())
            .withTmpFs(tmpfs(sandbox))
            .withUlimits(ulimits(sandbox))
            .withOomScoreAdj(KILLED_FIRST)
            .withRestartPolicy(RestartPolicy.noRestart())
            .withNetworkMode(networkId);
    return switch (wiring) {
      case Wiring.Logged() -> config.withLogConfig(rotated());
      case Wiring.Pipes() -> config.withAutoRemove(true).withLogConfig(unlogged());
      case Wiring.Terminal(TerminalSize size) ->
          config
              .withAutoRemove(true)
              .withLogConfig(unlogged())
              .withConsoleSize(List.of(size.rows(), size.columns()));
    };
  }

  /** Programs may be run from it, as from the /tmp of an image: runtimes unpack libraries there. */
  private static Map<String, String> tmpfs(Sandbox sandbox) {
    Map<String, String> options = new LinkedHashMap<>();
    sandbox
        .tmpfs()
        .forEach(each ->
            options.put(each.path(), "rw,exec,nosuid,nodev,mode=1777,size=" + each.bytes()));
    return options;
  }

  private static List<Ulimit> ulimits(Sandbox sandbox) {
    return sandbox.ulimits().stream()
        .map(each -> new Ulimit(each.name(), each.soft(), each.hard()))
        .toList();
  }

  private static LogConfig rotated() {
    return new LogConfig(LoggingType.JSON_FILE, Map.of("max-size", "10m", "max-file", "3"));
  }

  private static LogConfig unlogged() {
    return new LogConfig(LoggingType.NONE);
  }
}
