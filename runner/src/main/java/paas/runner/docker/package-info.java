/**
 * Instances and one-offs as real containers. Every container carries in its labels all that is
 * needed to adopt it; nothing about what runs is kept in memory but what the engine can say again.
 *
 * <p>{@link paas.runner.docker.DockerInstances} and {@link paas.runner.docker.DockerOneOffs} are
 * the ways in.
 */
@NullMarked
package paas.runner.docker;

import org.jspecify.annotations.NullMarked;
