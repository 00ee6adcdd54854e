/** Instances as containers, and the one Docker client. */
@NullMarked
package paas.runner;

import org.jspecify.annotations.NullMarked;
