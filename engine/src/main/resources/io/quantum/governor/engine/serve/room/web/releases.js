customElements.define('gov-releases', class extends HTMLElement {});
