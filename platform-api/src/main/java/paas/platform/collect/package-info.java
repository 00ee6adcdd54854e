/**
 * What nobody needs any more goes: images out of retention, what destroyed apps left, runtimes and
 * build cache that are unused, old build output. Invariant: the store gives a thing up first, then
 * it is removed; whatever a container uses or a build may be about to use stays. Others (git, logs)
 * join in by {@link paas.platform.collect.Collectable}.
 */
@NullMarked
package paas.platform.collect;

import org.jspecify.annotations.NullMarked;
