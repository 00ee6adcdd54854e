package paas.platform.intake;

/** Removes an upload once its deploy is over. */
record UploadNotes(Uploads uploads, String source) implements Notes {
  @Override
  public void ended(boolean live) {
    uploads.delete(source);
  }
}
