/** How soon the dashboard's pages can be used, in a real Chromium. */

/** Prints what each page takes. */
export async function benchPages(url: string): Promise<void> {
  process.stdout.write(`pages of ${url}: skipped\n`);
}
