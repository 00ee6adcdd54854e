package paas.runner.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.AttachedProcess;
import paas.runner.ExecSpec;
import paas.runner.Execs;
import paas.runner.InstanceId;
import paas.runner.RunnerException;
import paas.runner.process.ProcessSession;

/**
 * Processes in running instances, by the engine's exec: it takes user, environment, limits and
 * confinement (capabilities, no-new-privileges, seccomp, cgroup) from the container.
 */
final class DockerExecs implements Execs {
  private static final Logger log = LoggerFactory.getLogger(DockerExecs.class);
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final DockerParts parts;

  DockerExecs(DockerParts parts) {
    this.parts = parts;
  }

  @Override
  public AttachedProcess start(ExecSpec spec) {
    ExecLink link =
        Calls.about(spec.instance(), () -> ExecLink.open(parts.containers().engine(), spec, START));
    var exec = new AttachedExec(spec, link);
    spec.terminal().ifPresent(size -> exec.resize(size.columns(), size.rows()));
    return exec;
  }

  @Override
  public int endLeftovers() {
    List<ProcessSession> left =
        new Sightings(parts.containers(), parts.scope())
            .list(List.of(Labels.KIND + "=" + Labels.Kind.INSTANCE.label())).stream()
                .flatMap(seen -> left(seen.id()))
                .toList();
    left.forEach(session -> Thread.ofVirtual().name("exec-leftover").start(() -> end(session)));
    return left.size();
  }

  /** None where the engine refuses to say: it may be removing the container. */
  private Stream<ProcessSession> left(InstanceId id) {
    try {
      return sessions(id).toList().stream();
    } catch (RunnerException e) {
      log.warn("Whether processes were left in {} cannot be known: {}", id.value(), e.getMessage());
      return Stream.empty();
    }
  }

  private Stream<ProcessSession> sessions(InstanceId id) {
    return parts.containers().inspect(id).map(InspectContainerResponse::getExecIds).stream()
        .flatMap(List::stream)
        .flatMap(exec -> ExecLink.state(parts.containers().engine(), exec).stream())
        .filter(state -> state.pid() > 0 && state.code().isEmpty())
        .map(state -> new ProcessSession(state.pid(), id.value()));
  }

  private static void end(ProcessSession session) {
    try {
      Hangup.end(session, GRACE);
    } catch (RuntimeException e) {
      log.warn("Could not end a process that was left in {}", session.container(), e);
    }
  }
}
