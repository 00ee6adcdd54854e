/**
 * What containers may write to the engine's own disk, and whom it costs: the bound, the judgement,
 * and what was found of those that were ended for it, until they are told of as crashed. Pure but
 * for {@link Excesses}, which is bounded.
 */
@NullMarked
package paas.platform.deploy.scratch;

import org.jspecify.annotations.NullMarked;
