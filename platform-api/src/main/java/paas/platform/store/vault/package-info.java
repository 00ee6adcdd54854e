/**
 * Config at rest: one key file, authenticated encryption, each snapshot bound to its release. What
 * cannot be decrypted is refused, never replaced by nothing.
 */
@NullMarked
package paas.platform.store.vault;

import org.jspecify.annotations.NullMarked;
