/** What runs: the formation that is wanted, and the instances and one-offs that are there. */
@NullMarked
package paas.platform.api.processes;

import org.jspecify.annotations.NullMarked;
