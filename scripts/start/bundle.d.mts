/** For tests and benches, which run the bundles that users run. */
export declare function bundleGateway(root: string, outdir: string): Promise<string>;
