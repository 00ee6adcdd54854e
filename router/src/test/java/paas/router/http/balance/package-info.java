/** Choosing, claiming, withdrawing and draining, without sockets. */
@NullMarked
package paas.router.http.balance;

import org.jspecify.annotations.NullMarked;
