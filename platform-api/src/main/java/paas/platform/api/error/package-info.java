/** Every refusal and failure in one JSON form: id, message, and the resource where one is meant. */
@NullMarked
package paas.platform.api.error;

import org.jspecify.annotations.NullMarked;
