/** Tests of the builder: pure ones, and contract tests that run real builds on the real engine. */
@NullMarked
package paas.builder;

import org.jspecify.annotations.NullMarked;
