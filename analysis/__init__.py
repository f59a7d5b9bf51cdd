"""The book's engines, studies, figures and tables; CONTRIBUTING.md says who may import whom."""
