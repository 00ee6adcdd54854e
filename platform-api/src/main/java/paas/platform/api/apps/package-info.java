/** Apps, and what hangs on one: its config vars, domains and collaborators. */
@NullMarked
package paas.platform.api.apps;

import org.jspecify.annotations.NullMarked;
