package paas.builder;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Map;
import paas.builder.fault.BuildFault;
import paas.runner.Scope;
import paas.runner.engine.Engine;
import paas.runner.network.NetworkName;

/** The bridge that build containers sit on: they reach the internet, and not each other. */
final class BuildNetwork {
  private final Engine engine;
  private final Labels labels;
  private final String name;

  BuildNetwork(Engine engine, Labels labels) {
    this.engine = engine;
    this.labels = labels;
    this.name = "paas-" + labels.platform() + "-build";
  }

  /** Makes it unless it is there; returns its name. */
  String ensure() throws BuildFault {
    try {
      engine.client().inspectNetworkCmd().withNetworkId(name).exec();
    } catch (NotFoundException e) {
      create();
    }
    return name;
  }

  private void create() throws BuildFault {
    try {
      engine
          .client()
          .createNetworkCmd()
          .withName(name)
          .withDriver("bridge")
          .withCheckDuplicate(true)
          .withEnableIpv6(false)
          .withOptions(
              Map.of(
                  "com.docker.network.bridge.name",
                  NetworkName.buildBridge(new Scope(labels.platform())),
                  "com.docker.network.bridge.enable_icc",
                  "false"))
          .withLabels(labels.network())
          .exec();
    } catch (ConflictException e) {
      // Another build made it meanwhile.
    } catch (DockerException e) {
      throw new BuildFault(
          "prepare",
          "The network for builds could not be made: " + e.getMessage(),
          "Remove networks that nothing uses (docker network ls), then push again.",
          e);
    }
  }
}
