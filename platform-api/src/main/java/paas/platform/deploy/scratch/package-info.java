/**
 * What containers may write to the engine's own disk, and whom it costs: the bound, when it is
 * counted, the judgement, and what was found of those that were ended for it, until they are told
 * of as crashed. Nothing here asks or ends anybody. Pure but for what each remembers, bounded; for
 * one thread but for {@link Excesses}.
 */
@NullMarked
package paas.platform.deploy.scratch;

import org.jspecify.annotations.NullMarked;
