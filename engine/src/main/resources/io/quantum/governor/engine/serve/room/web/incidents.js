customElements.define('gov-incidents', class extends HTMLElement {});
