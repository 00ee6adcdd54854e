/** Who may do what: users, tokens, permissions. */
@NullMarked
package paas.platform.access;

import org.jspecify.annotations.NullMarked;
