/**
 * Opens the database: pool, backup, migrations, config key, in this order and before any other bean
 * can ask a question.
 */
@NullMarked
package paas.platform.store.database;

import org.jspecify.annotations.NullMarked;
