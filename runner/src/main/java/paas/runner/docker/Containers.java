package paas.runner.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.EngineRefused;
import paas.runner.InstanceId;
import paas.runner.Limits;
import paas.runner.NoSuchContainer;
import paas.runner.NoSuchImage;
import paas.runner.engine.Engine;

/** The few things that are done to single containers, with the engine's answers told apart. */
final class Containers {
  private static final Logger log = LoggerFactory.getLogger(Containers.class);

  /** How long a container may take to die of SIGKILL; longer means a hung kernel or engine. */
  private static final Duration DEATH = Duration.ofMinutes(1);

  private static final Pattern STATUS_CODE = Pattern.compile("\"StatusCode\"\\s*:\\s*(\\d{1,9})");

  private final Engine engine;
  private final ContainerNames names;
  private final HostCpus cpus;
  private final Identities identities;

  Containers(Engine engine, ContainerNames names) {
    this.engine = engine;
    this.names = names;
    this.cpus = new HostCpus(engine);
    this.identities = new Identities(engine);
  }

  Engine engine() {
    return engine;
  }

  InstanceId create(Blueprint blueprint, String networkId, List<Mount> volumes) {
    CreateContainerCmd command = command(blueprint, networkId, volumes);
    return Calls.ask(() -> {
      try {
        return new InstanceId(command.exec().getId());
      } catch (NotFoundException e) {
        throw new NoSuchImage(blueprint.image(), e);
      }
    });
  }

  void start(InstanceId id) {
    Calls.about(
        id,
        () -> {
          try {
            return engine.client().startContainerCmd(id.value()).exec();
          } catch (NotModifiedException running) {
            return null;
          }
        });
  }

  Optional<InspectContainerResponse> inspect(InstanceId id) {
    return Calls.ask(() -> {
      try {
        return Optional.of(engine.client().inspectContainerCmd(id.value()).exec());
      } catch (NotFoundException gone) {
        return Optional.empty();
      }
    });
  }

  /** Containers in any state that carry all of these labels. */
  List<Container> list(List<String> labels) {
    return Calls.ask(
        () -> engine.client().listContainersCmd().withShowAll(true).withLabelFilter(labels).exec());
  }

  /**
   * Sends a signal to the container's init, which passes it to the process group.
   *
   * @return false when the container is gone or does not run
   */
  boolean signal(InstanceId id, String name) {
    try {
      return Calls.about(
          id,
          () -> {
            try {
              engine.client().killContainerCmd(id.value()).withSignal(name).exec();
              return true;
            } catch (ConflictException notRunning) {
              return false;
            }
          });
    } catch (NoSuchContainer gone) {
      return false;
    } catch (EngineRefused e) {
      // An engine may answer 500 when the process ends between its check and its kill.
      if (runs(id)) {
        throw e;
      }
      return false;
    }
  }

  /** SIGTERM, grace, SIGKILL; see {@code Instances.stop}. */
  boolean stop(InstanceId id, Duration grace) {
    if (!signal(id, "TERM")) {
      return false;
    }
    try {
      if (awaitExit(id, grace).isPresent() || !signal(id, "KILL")) {
        return false;
      }
      if (awaitExit(id, DEATH).isEmpty()) {
        throw new EngineRefused(
            "Container " + id.value() + " did not die of SIGKILL.",
            500,
            new IllegalStateException());
      }
      return true;
    } catch (NoSuchContainer gone) {
      return false;
    }
  }

  /**
   * The exit code of a container that has ended or ends in time; empty when it runs on.
   *
   * @throws NoSuchContainer when it is gone
   */
  Optional<Integer> awaitExit(InstanceId id, Duration atMost) {
    if (!atMost.isPositive()) {
      return Optional.empty();
    }
    return Calls.about(id, () -> engine.answerWithin(waitRequest(id, "not-running"), atMost))
        .map(Containers::statusCode);
  }

  /** Undoes a pause; a container that is gone or not paused is fine. */
  void resume(InstanceId id) {
    try {
      Calls.ask(() -> engine.client().unpauseContainerCmd(id.value()).exec());
    } catch (EngineRefused e) {
      if (inspect(id).filter(c -> Boolean.TRUE.equals(c.getState().getPaused())).isPresent()) {
        throw e;
      }
    }
  }

  /** Removes it with its anonymous volumes, running or not; it is gone afterwards. Idempotent. */
  void remove(InstanceId id) {
    Calls.ask(() -> {
      try {
        var command = engine.client().removeContainerCmd(id.value());
        command.withForce(true).withRemoveVolumes(true).exec();
      } catch (NotFoundException gone) {
        return false;
      } catch (ConflictException going) {
        return awaitRemoval(id);
      }
      return true;
    });
  }

  /**
   * The same for what was left behind. What the engine refuses to remove stays, and is told of.
   *
   * @return how many are gone
   */
  int removeLeft(List<InstanceId> ids) {
    int count = 0;
    for (InstanceId id : ids) {
      try {
        remove(id);
        count++;
      } catch (EngineRefused e) {
        log.warn(
            "A container that was left behind cannot be removed: {} If `docker rm -f {}` cannot"
                + " either, restart Docker",
            e.getMessage(),
            id.value());
      }
    }
    return count;
  }

  private boolean awaitRemoval(InstanceId id) {
    try {
      return engine.answerWithin(waitRequest(id, "removed"), DEATH).isPresent();
    } catch (NotFoundException gone) {
      return true;
    }
  }

  /** Docker API, ContainerWait: the head comes at once, the body when the condition holds. */
  static Request waitRequest(InstanceId id, String condition) {
    return Request.builder()
        .method(Request.Method.POST)
        .path("/containers/" + id.value() + "/wait?condition=" + condition)
        .build();
  }

  static int statusCode(byte[] answer) {
    Matcher matcher = STATUS_CODE.matcher(new String(answer, StandardCharsets.UTF_8));
    if (!matcher.find()) {
      throw new IllegalStateException("The engine's wait has no status code");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private boolean runs(InstanceId id) {
    return inspect(id)
        .map(found -> Boolean.TRUE.equals(found.getState().getRunning()))
        .orElse(false);
  }

  private CreateContainerCmd command(Blueprint blueprint, String networkId, List<Mount> volumes) {
    CreateContainerCmd command =
        engine
            .client()
            .createContainerCmd(blueprint.image().value())
            .withName(
                names.next(
                    blueprint.labels().app(), blueprint.process(), blueprint.labels().release()))
            .withLabels(blueprint.labels().toMap())
            .withEnv(env(blueprint.env()))
            .withStopSignal("SIGTERM")
            .withHostConfig(hostConfig(blueprint, networkId).withMounts(volumes));
    boolean attached = !(blueprint.wiring() instanceof Wiring.Logged);
    command
        .withTty(blueprint.wiring() instanceof Wiring.Terminal)
        .withStdinOpen(attached)
        .withStdInOnce(attached)
        .withAttachStdin(attached)
        .withAttachStdout(attached)
        .withAttachStderr(attached);
    identities
        .of(blueprint.image(), blueprint.sandbox().user())
        .ifPresent(other -> runAs(other, blueprint, command));
    blueprint.command().ifPresent(argument -> command.withCmd(argument));
    if (blueprint.command().isPresent() && !blueprint.launcher().isEmpty()) {
      command.withEntrypoint(blueprint.launcher());
    }
    return command;
  }

  private static void runAs(
      Identities.Other other, Blueprint blueprint, CreateContainerCmd command) {
    command.withUser(other.user());
    Map<String, String> env = new LinkedHashMap<>();
    other.home().ifPresent(home -> env.put("HOME", home));
    env.putAll(blueprint.env());
    command.withEnv(env(env));
  }

  private HostConfig hostConfig(Blueprint blueprint, String networkId) {
    Limits limits = blueprint.limits();
    var possible = new Limits(limits.memoryBytes(), cpus.atMost(limits.cpus()), limits.pids());
    return Hardening.hostConfig(possible, blueprint.sandbox(), networkId, blueprint.wiring());
  }

  private static List<String> env(Map<String, String> env) {
    List<String> lines = new ArrayList<>();
    env.forEach((key, value) -> lines.add(key + "=" + value));
    // docker-init (tini) signals the whole group: in `a && b` the shell alone would not pass it on.
    lines.add("TINI_KILL_PROCESS_GROUP=1");
    return lines;
  }
}
