package paas.runner.docker;

import java.time.InstantSource;
import paas.runner.AppLinks;
import paas.runner.FileChanges;
import paas.runner.Instances;
import paas.runner.OneOffs;
import paas.runner.Scope;
import paas.runner.engine.Engine;
import paas.runner.network.NetworkBlock;

/** The runner on one Docker engine, wired: what the composition root makes. */
public final class DockerRunner implements AutoCloseable {
  private final DockerInstances instances;
  private final DockerOneOffs oneOffs;
  private final FileChanges changes;
  private final AppLinks links;

  private DockerRunner(
      DockerInstances instances, DockerOneOffs oneOffs, FileChanges changes, AppLinks links) {
    this.instances = instances;
    this.oneOffs = oneOffs;
    this.changes = changes;
    this.links = links;
  }

  /** Makes no call to the engine, which stays the caller's to close. */
  public static DockerRunner on(
      Engine engine, Scope scope, NetworkBlock block, InstantSource clock) {
    DockerParts parts = DockerParts.wire(engine, scope, block);
    return new DockerRunner(
        new DockerInstances(parts),
        new DockerOneOffs(parts, clock),
        new ContainerDiff(engine),
        parts.links());
  }

  public Instances instances() {
    return instances;
  }

  public OneOffs oneOffs() {
    return oneOffs;
  }

  public FileChanges changes() {
    return changes;
  }

  public AppLinks links() {
    return links;
  }

  /** Ends the threads that guard time limits; containers run on. */
  @Override
  public void close() {
    oneOffs.close();
  }
}
