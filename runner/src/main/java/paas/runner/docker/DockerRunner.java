package paas.runner.docker;

import java.nio.file.Path;
import java.time.InstantSource;
import paas.runner.AppLinks;
import paas.runner.CommandProbe;
import paas.runner.Execs;
import paas.runner.FileChanges;
import paas.runner.Instances;
import paas.runner.OneOffs;
import paas.runner.Scope;
import paas.runner.Scratch;
import paas.runner.Usages;
import paas.runner.Volumes;
import paas.runner.engine.Engine;
import paas.runner.network.NetworkBlock;

/** The runner on one Docker engine, wired: what the composition root makes. */
public final class DockerRunner implements AutoCloseable {
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final Path PROCESSES = Path.of("/proc");

  private final DockerInstances instances;
  private final DockerOneOffs oneOffs;
  private final DockerExecs execs;
  private final FileChanges changes;
  private final Usages usages;
  private final Scratch scratch;
  private final CommandProbe probe;
  private final AppLinks links;

  private DockerRunner(
      DockerInstances instances,
      DockerOneOffs oneOffs,
      DockerExecs execs,
      FileChanges changes,
      Usages usages,
      Scratch scratch,
      CommandProbe probe,
      AppLinks links) {
    this.instances = instances;
    this.oneOffs = oneOffs;
    this.execs = execs;
    this.changes = changes;
    this.usages = usages;
    this.scratch = scratch;
    this.probe = probe;
    this.links = links;
  }

  /**
   * Makes no call to the engine, which stays the caller's to close. {@code networkMade} is run
   * whenever a network was made, before anything is started on it.
   */
  public static DockerRunner on(
      Engine engine,
      Scope scope,
      NetworkBlock block,
      Volumes volumes,
      InstantSource clock,
      Runnable networkMade) {
    DockerParts parts = DockerParts.wire(engine, scope, block, volumes, networkMade);
    return new DockerRunner(
        new DockerInstances(parts),
        new DockerOneOffs(parts, clock),
        new DockerExecs(parts),
        new ContainerDiff(engine, parts.containers()),
        new KernelUsages(GROUPS, PROCESSES, new ContainerStats(engine)),
        new EngineDisk(engine, GROUPS, PROCESSES),
        new ExecProbe(engine),
        parts.links());
  }

  public Instances instances() {
    return instances;
  }

  public OneOffs oneOffs() {
    return oneOffs;
  }

  public Execs execs() {
    return execs;
  }

  public FileChanges changes() {
    return changes;
  }

  public AppLinks links() {
    return links;
  }

  public CommandProbe probe() {
    return probe;
  }

  public Usages usages() {
    return usages;
  }

  public Scratch scratch() {
    return scratch;
  }

  /** Ends the threads that guard time limits; containers run on. */
  @Override
  public void close() {
    oneOffs.close();
  }
}
