/**
 * The platform as its users meet it: only git, {@code paas}, HTTP and signals, against a platform
 * that {@code bin/up} started on the real Docker engine. Nothing of ours is on the class path.
 */
@NullMarked
package paas.acceptance;

import org.jspecify.annotations.NullMarked;
