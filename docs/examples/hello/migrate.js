// What `paas run migrate` runs: a one-off with the same image and config as the app.
console.log(`migrating for release ${process.env.PAAS_RELEASE_VERSION || 'unknown'}: nothing to do`);
