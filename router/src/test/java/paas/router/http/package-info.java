/** The route table's values: what can be made and what cannot. */
@NullMarked
package paas.router.http;

import org.jspecify.annotations.NullMarked;
