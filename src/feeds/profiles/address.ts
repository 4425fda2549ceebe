/** The absolute address of a picture of the site that the settings name by address or by path. */
export function absolutePicture(address: string, site: { readonly url: string }): string {
  return address.startsWith('/') ? `${site.url}${address}` : address;
}
