/** pdf.js has no types for its parsing half, of which nothing is called by name. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs'
