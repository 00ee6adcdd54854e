/** The commands about the platform's users; for admins. */
@NullMarked
package paas.cli.user;

import org.jspecify.annotations.NullMarked;
