/** Users, and the tokens that stand for them. */
@NullMarked
package paas.platform.api.account;

import org.jspecify.annotations.NullMarked;
