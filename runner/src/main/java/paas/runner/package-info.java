/**
 * Apps as containers, said in the platform's words: what an instance and a one-off are, and what
 * can be done to them. The nouns are valid on construction; what runs is never stored here but
 * asked of the engine by label.
 *
 * <p>Neighbours: {@code paas.runner.docker} implements these interfaces with real containers,
 * {@code paas.runner.engine} is the Docker client, {@code paas.runner.capture} follows output.
 * Failures are {@link paas.runner.engine.EngineUnavailable} or a {@link
 * paas.runner.RunnerException}.
 */
@NullMarked
package paas.runner;

import org.jspecify.annotations.NullMarked;
